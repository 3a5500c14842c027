"""Pure functions: boxes, moments, split, calibrate, decide, plan, metrics. No torch, no SQL, no files."""
