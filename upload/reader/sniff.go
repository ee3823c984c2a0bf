package reader

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/sluicehq/sluice/model"
)

// foreign names what is no table, by its media type as net/http finds it.
var foreign = map[string]string{
	"text/html":                    "a web page",
	"text/xml":                     "an XML document",
	"application/pdf":              "a PDF document",
	"application/postscript":       "a PostScript document",
	"application/x-rar-compressed": "a RAR archive",
	"application/wasm":             "a program",
}

// foreignStarts names what net/http does not know.
var foreignStarts = []struct{ start, what string }{
	{"{\\rtf", "an RTF document"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
	{"BZh", "a file packed by bzip2"},
	{"\xfd7zXZ\x00", "a file packed by xz"},
	{"\x28\xb5\x2f\xfd", "a file packed by zstd"},
	{"PAR1", "a Parquet file"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"\x7fELF", "a program"},
	{"MZ\x90", "a program"},
}

// sniff tells the kind of a file by its head. Errors: INVALID for what is no
// table.
func sniff(head []byte) (Kind, error) {
	switch {
	case len(head) == 0:
		return "", errEmpty()
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return XLSX, nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "", model.Invalid("file", "The file is an old Excel workbook (.xls), or one with a password. Open it and save it as XLSX without a password.")
	case bytes.HasPrefix(head, []byte(gzipStart)):
		return "", model.Invalid("file", "The file is packed twice. Unpack it once.")
	}
	if what := foreignName(head); what != "" {
		return "", model.Invalid("file", "The file is %s. Give a CSV file, an XLSX workbook or JSON Lines.", what)
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, byteOrderMark), " \t\r\n")
	switch {
	case len(text) > 0 && text[0] == '{':
		return jsonKind(text)
	case len(text) > 0 && text[0] == '[' && isJSONArray(text):
		return "", model.Invalid("file", "The file is a JSON array. Save it as JSON Lines: one object per line, without brackets and commas around them.")
	}
	return Delimited, nil
}

func foreignName(head []byte) string {
	for _, f := range foreignStarts {
		if bytes.HasPrefix(head, []byte(f.start)) {
			return f.what
		}
	}
	mediaType, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if what := foreign[mediaType]; what != "" {
		return what
	}
	if name, _ := detectEncoding(head[:min(len(head), 4096)]); name == utf16LE || name == utf16BE || !isBinary(head[:min(len(head), 512)]) {
		return "" // "BM" starts a picture, and the column BMW
	}
	switch class, _, _ := strings.Cut(mediaType, "/"); class {
	case "image":
		return "a picture"
	case "audio", "video":
		return "a recording"
	case "font":
		return "a font"
	}
	return "no text"
}

// isBinary reports whether a text has many control characters.
func isBinary(text []byte) bool {
	controls := 0
	for _, char := range text {
		if char < ' ' && char != '\t' && char != '\n' && char != '\r' && char != '\f' {
			controls++
		}
	}
	return controls*20 > len(text)
}

// jsonKind tells JSON Lines from a document of many lines, and from CSV whose
// first value starts with a brace.
func jsonKind(text []byte) (Kind, error) {
	first, _, more := bytes.Cut(text, []byte("\n"))
	if json.Valid(bytes.TrimSpace(first)) || !more && len(text) > keptOfLong {
		return JSONLines, nil
	}
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	if len(rest) > 0 && rest[0] == '"' && len(bytes.TrimSpace(first)) == 1 {
		return "", model.Invalid("file", "The file is a JSON document. Save it as JSON Lines: one object per line.")
	}
	if len(rest) > 0 && rest[0] == '"' && bytes.Contains(first, []byte(`":`)) {
		return JSONLines, nil // the first line is a bad one
	}
	return Delimited, nil
}

// isJSONArray tells an array of objects or arrays from CSV whose first value
// starts with a bracket.
func isJSONArray(text []byte) bool {
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '{' || rest[0] == '[')
}

func errEmpty() error {
	return model.Invalid("file", "The file is empty. It must have a line with the names of its columns, and rows.")
}
