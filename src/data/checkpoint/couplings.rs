//! θ in either form by the names and shapes that it has in a file.

use super::shaped;
use crate::data::DataError;
use crate::data::tensors::{Tensor, Tensors};
use crate::physics::couplings::Couplings;
use crate::physics::dense::Dense;
use crate::physics::factored::Factored;
use crate::physics::network::Network;

/// θ, or a gradient. Pairs that cannot be coupled are written as 0.
pub fn couplings_to_tensors(couplings: &Couplings) -> Tensors {
    let (nv, nh) = (couplings.network().visible(), couplings.network().hidden());
    let mut tensors = Tensors::new();
    let mut add = |name: &str, shape: Vec<usize>, values: Vec<f32>| {
        tensors.insert(name.into(), Tensor { shape, values });
    };
    if let Some(dense) = couplings.dense() {
        let hh = if dense.hh.is_empty() { vec![0.0; nh * nh] } else { dense.hh.clone() };
        add("couplings_vh", vec![nv, nh], dense.vh.clone());
        add("couplings_hh", vec![nh, nh], hh);
        if !dense.vv.is_empty() {
            add("couplings_vv", vec![nv, nv], dense.vv.clone());
        }
    }
    if let Some(factored) = couplings.factored() {
        let columns = factored.ranks().iter().sum();
        add("factors", vec![nv + nh, columns], factored.factors());
        add("core", vec![columns, columns], couplings.blocks()[2].to_vec());
    }
    add("bias_visible", vec![nv], couplings.bias_visible.clone());
    add("bias_hidden", vec![nh], couplings.bias_hidden.clone());
    tensors
}

/// The tensors of a file as couplings of `network`; in factors where there is a rank of the visible ones.
pub(super) fn couplings_from_tensors(
    mut tensors: Tensors,
    network: &Network,
    visible_rank: Option<usize>,
) -> Result<Couplings, DataError> {
    let mut couplings = match visible_rank {
        None => dense(&mut tensors, network)?,
        Some(rank) => factored(&mut tensors, network, rank)?,
    };
    couplings.bias_visible = take(&mut tensors, "bias_visible", &[network.visible()])?;
    couplings.bias_hidden = take(&mut tensors, "bias_hidden", &[network.hidden()])?;
    match tensors.keys().next() {
        Some(name) => {
            Err(DataError::refused(name, "is not a tensor of this model", "the tensors of its settings only"))
        }
        None => Ok(couplings),
    }
}

fn take(tensors: &mut Tensors, name: &str, shape: &[usize]) -> Result<Vec<f32>, DataError> {
    match tensors.remove(name) {
        Some(tensor) => shaped(name, tensor, shape),
        None => Err(DataError::refused(name, "is missing", format!("a tensor of shape {shape:?}"))),
    }
}

fn dense(tensors: &mut Tensors, network: &Network) -> Result<Couplings, DataError> {
    let (nv, nh) = (network.visible(), network.hidden());
    let mut dense = Dense::zero(network.clone());
    dense.vh = take(tensors, "couplings_vh", &[nv, nh])?;
    let hh = take(tensors, "couplings_hh", &[nh, nh])?;
    if network.hidden_couplings() {
        dense.hh = hh;
    } else if hh.iter().any(|&j| j != 0.0) {
        return Err(DataError::refused("couplings_hh", "is not 0", "0 where hidden_couplings is off"));
    }
    if !dense.vv.is_empty() {
        dense.vv = take(tensors, "couplings_vv", &[nv, nv])?;
    }
    Ok(dense.into())
}

fn factored(tensors: &mut Tensors, network: &Network, rank: usize) -> Result<Couplings, DataError> {
    let (nv, units) = (network.visible(), network.units());
    let columns = tensors.get("core").map_or(0, |core| core.shape.first().copied().unwrap_or(0));
    let core = take(tensors, "core", &[columns, columns])?;
    let factors = take(tensors, "factors", &[units, columns])?;
    let refused = |value: &str| {
        let limit =
            format!("columns below visible_rank = {rank} for visible units, the others for hidden ones");
        DataError::refused("factors", value, limit)
    };
    if rank > columns {
        return Err(refused("has fewer columns"));
    }
    let (mut visible, mut hidden) = (Vec::new(), Vec::new());
    for (unit, row) in factors.chunks(columns.max(1)).enumerate() {
        let (left, right) = row.split_at(rank.min(row.len()));
        let (own, other, to) =
            if unit < nv { (left, right, &mut visible) } else { (right, left, &mut hidden) };
        if other.iter().any(|&x| x != 0.0) {
            return Err(refused("mixes columns of visible and hidden units"));
        }
        to.extend(own);
    }
    let factored = Factored::new(network.clone(), &visible, &hidden, &core);
    factored.map(Couplings::from).ok_or_else(|| refused("does not fit the network"))
}
