// The reading room's script. Every page is whole without it.
import { themeSwitch } from "./theme.js";

themeSwitch();
