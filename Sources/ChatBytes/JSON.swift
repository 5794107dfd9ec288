/// Who reads bytes reads JSON: the scanner and the writer come with this module.
@_exported public import JSONText
