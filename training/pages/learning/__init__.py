"""What training the painter of pages stands on: latents of pools, its losses, its checkpoints."""
