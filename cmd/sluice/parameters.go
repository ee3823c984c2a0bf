package main

import "github.com/sluicehq/sluice/form"

// given returns the values that were given as texts, as the fields' types want
// them. What can't be one stays as it is, for those who check it.
func given(fields []form.Field, texts map[string]string) map[string]any {
	values := make(map[string]any, len(texts))
	for key, text := range texts {
		values[key] = text
	}
	for _, f := range fields {
		if text := texts[f.Key]; f.Type == form.Boolean && (text == "true" || text == "false") {
			values[f.Key] = text == "true"
		}
	}
	return values
}

// withDefaults adds what a form would start with. The values may be nil.
func withDefaults(fields []form.Field, values map[string]any) map[string]any {
	if values == nil {
		values = map[string]any{}
	}
	for _, f := range fields {
		if _, ok := values[f.Key]; !ok && f.Default != nil {
			values[f.Key] = f.Default
		}
	}
	return values
}

// optional is a text, or nil if it is empty.
func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
