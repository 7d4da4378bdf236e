"""Data sets that the training runs draw from: latents, layouts, plans, photographs, damage, style samples."""
