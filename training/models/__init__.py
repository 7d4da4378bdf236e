"""Training runs, one for each network, and the calibration of the eyes."""
