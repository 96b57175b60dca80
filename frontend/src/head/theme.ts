// Loaded in the head, before anything is painted: a dark page must not flash white.
import { showRemembered } from "../device/theme";

showRemembered();
