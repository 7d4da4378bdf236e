"""Simulated sessions, and messages that refer to what was painted before."""
