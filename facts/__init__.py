"""Vocabulary and judgement: articles, claims, facts, changes, periods, names.

Pure: no input or output, no clock, no database. Every other package builds on this one; it imports none of them.
"""
