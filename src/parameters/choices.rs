//! The parameters that are one of a list of names.

use super::value::{Field, Kind, Value};

macro_rules! choice {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type { $($(#[$variant_doc])* $variant),* }

        impl $type {
            pub(super) const KIND: Kind = Kind::Choice { choices: &[$($name),*] };
        }

        impl Field for $type {
            fn to_value(&self) -> Value {
                Value::Text(match self { $($type::$variant => $name),* }.into())
            }
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::Text(text) => match text.as_str() { $($name => Some($type::$variant),)* _ => None },
                    _ => None,
                }
            }
        }
    };
}

choice! {
    /// How pixels become drives, before the scale factor.
    Scale {
        /// pixel / 255 · 2 − 1.
        Pm1 = "pm1",
        /// Every image to mean 0 and variance 1.
        Unit = "unit",
        /// (pixel/255 − 0.13066) / 0.30811, every image then to the largest L2 norm of the set.
        L2Max = "l2max",
    }
}
choice! {
    /// The drive of the hidden units while noising.
    HiddenDrive {
        /// Nothing: no coupling can be learned.
        None = "none",
        /// Hidden unit j has the drive of pixel j mod Nv (the paper).
        Copy = "copy",
        /// A fixed random projection of the image (Wang & Deng).
        Projection = "projection",
        /// A random code of ±1 for every class.
        Class = "class",
        /// Codes on the last `class_units`, copies on the others.
        CopyClass = "copy+class",
        /// Numbers that say how an image differs from the mean one (`latent`).
        Latent = "latent",
        /// Latent codes on the last `latent_units`, copies on the others.
        CopyLatent = "copy+latent",
        /// Class codes on the last `class_units`, latent codes on `latent_units` before them, copies on the others.
        CopyClassLatent = "copy+class+latent",
        /// A random code of ±1 for every image, a class of its own; where no class is asked for, every sample draws
        /// one.
        Picture = "picture",
    }
}
choice! {
    /// Which pixels the hidden copies see.
    CopyPixels {
        /// Paper without class codes, variance with them.
        Auto = "auto",
        /// Pixel j mod Nv (the paper).
        Paper = "paper",
        /// The pixels that vary most over the training images.
        Variance = "variance",
    }
}
choice! {
    /// Which visible units are coupled with each other.
    VisibleCouplings {
        /// No pair (the paper).
        None = "none",
        /// Horizontal and vertical neighbours of the image.
        Nearest = "nearest",
        /// Every pair.
        All = "all",
    }
}
choice! {
    /// The form that the exact trainer gives the couplings.
    CouplingForm {
        /// Factored where few images are learned by many units, a number for each pair otherwise.
        Auto = "auto",
        /// A number for each pair.
        Dense = "dense",
        /// Factors of a few columns for each image.
        Factored = "factored",
    }
}
choice! {
    /// How θ is found.
    Trainer {
        /// The exact moments and conjugate gradients.
        Exact = "exact",
        /// The paper's rule: one noising trajectory, one step along its gradient.
        Sgd = "sgd",
        /// The same increment applied after every time step (Wang & Deng).
        Online = "online",
    }
}
