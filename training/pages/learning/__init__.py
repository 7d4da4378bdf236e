"""What training the painter of pages stands on: layouts and latents of pools, its losses, its checkpoints."""
