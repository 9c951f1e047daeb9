"""Why two figures may differ though nobody erred: each explanation is tried before a publisher is
named, and must fail.
"""
