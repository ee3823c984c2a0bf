package scalar

import (
	"encoding/json"
	"io"

	"github.com/99designs/gqlgen/graphql"
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
)

// MarshalJSON writes any value that encoding/json can write; a decimal becomes a
// string with all its places.
func MarshalJSON(v any) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		raw, err := json.Marshal(exact(v))
		if err != nil {
			raw = []byte("null")
		}
		_, _ = w.Write(raw)
	})
}

// UnmarshalJSON takes any value as the transport has read it.
func UnmarshalJSON(v any) (any, error) { return v, nil }

// MarshalObject writes an object; decimals become strings with all their
// places.
func MarshalObject(values map[string]any) graphql.Marshaler {
	object := make(map[string]any, len(values))
	for key, value := range values {
		object[key] = exact(value)
	}
	return MarshalJSON(object)
}

func exact(value any) any {
	if d, ok := value.(decimal.Decimal); ok {
		return Text(d)
	}
	return value
}

// UnmarshalObject takes an object; null is an empty one.
func UnmarshalObject(v any) (map[string]any, error) {
	if v == nil {
		return nil, nil
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil, model.Invalid("", "This must be a JSON object: {\"key\": value, …}.")
	}
	return object, nil
}

// MarshalRaw writes JSON that is JSON already.
func MarshalRaw(raw json.RawMessage) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = w.Write(raw) })
}

// UnmarshalRaw keeps any value as JSON.
func UnmarshalRaw(v any) (json.RawMessage, error) { return json.Marshal(v) }
