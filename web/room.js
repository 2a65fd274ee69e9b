// The reading room's script. Every page is whole without it: it makes quicker what links and
// tables do as well.
import { codings } from "./codings.js";
import { narrowing } from "./narrow.js";
import { review } from "./review.js";
import { sorting } from "./sort.js";
import { themeSwitch } from "./theme.js";
import { timeline } from "./timeline.js";

function enliven() {
  narrowing();
  sorting();
  codings();
  review();
  timeline(enliven);
}

themeSwitch();
enliven();
