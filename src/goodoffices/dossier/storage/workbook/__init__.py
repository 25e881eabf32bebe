"""A dossier as one .xlsx workbook: which sheets it has, reading their cells, writing them, changing one."""
