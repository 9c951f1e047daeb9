"""Tests of what a release takes over from the one before."""
