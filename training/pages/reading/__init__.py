"""What training the readers of pages stands on: what cells should say, their batches, and figures."""
