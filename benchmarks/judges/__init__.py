"""Judges and baselines that neither the tools nor the studio's loop ever use."""
