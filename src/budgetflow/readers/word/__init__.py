"""Word documents: docx by its XML, doc and wps by LibreOffice."""
