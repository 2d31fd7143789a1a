/** English words of the first view of the Lab and of figures, there from the start: imported for that. */
import start from "./texts/en/start.js";
import { know } from "./texts.js";

know(start);
