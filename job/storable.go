package job

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// The longest texts that are kept of an exception, in characters.
const (
	maxLabel  = 200
	maxReason = 200
)

// storable returns a value as JSON that the database takes: it can't store NUL.
func storable(value any) (json.RawMessage, error) {
	text, err := json.Marshal(value)
	if err != nil || !bytes.Contains(text, []byte(`\u0000`)) {
		return text, err
	}
	clean := make([]byte, 0, len(text))
	for len(text) > 0 {
		switch {
		case bytes.HasPrefix(text, []byte(`\u0000`)):
			clean, text = append(clean, `\ufffd`...), text[len(`\u0000`):]
		case text[0] == '\\': // an escaped backslash before u0000 is no NUL
			clean, text = append(clean, text[:2]...), text[2:]
		default:
			clean, text = append(clean, text[0]), text[1:]
		}
	}
	return clean, nil
}

// storableObject returns a value as a JSON object; what is none, or can't be
// encoded, becomes the member "value" of one.
func storableObject(value any) json.RawMessage {
	if value == nil {
		return json.RawMessage("{}")
	}
	text, err := storable(value)
	if err != nil {
		text, _ = storable(map[string]string{"value": "It can't be written as JSON: " + err.Error()})
	}
	if text[0] != '{' {
		text = append(append([]byte(`{"value":`), text...), '}')
	}
	return text
}

// storableText returns a text that the database takes, cut to a length in
// characters.
func storableText(text string, longest int) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\x00", "?")
	if utf8.RuneCountInString(text) > longest {
		text = string([]rune(text)[:longest-1]) + "…"
	}
	return text
}
