"""Printed documents as text, HTML, workbook or PDF."""
