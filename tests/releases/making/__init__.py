"""Tests of how a release is made: where, and by whom."""
