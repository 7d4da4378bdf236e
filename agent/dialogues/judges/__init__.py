"""Judges of turns: eyes and language models of a second profile, the packaged grader, and functions of one's own.

None of them is ever asked inside the loop. Only the command line names one, never a script.
"""
