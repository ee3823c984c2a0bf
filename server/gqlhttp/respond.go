package gqlhttp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/model"
)

// Refuse answers a request that is not carried out, in the form of a GraphQL
// response without data.
func Refuse(w http.ResponseWriter, r *http.Request, status int, err *model.Error) {
	shown := &gqlerror.Error{Message: err.Message, Extensions: map[string]any{"code": err.Code}}
	media := accepted(r)
	if media != typeGraphQL {
		media = typeJSON
	}
	write(w, media, status, &graphql.Response{Errors: gqlerror.List{shown}})
}

// write sends a response.
func write(w http.ResponseWriter, media string, status int, response *graphql.Response) {
	body, err := encode(response)
	if err != nil {
		panic(fmt.Errorf("encoding a response: %w", err))
	}
	h := w.Header()
	h.Set("Content-Type", media+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "Accept")
	w.WriteHeader(status)
	// An error means that the client has gone.
	_, _ = w.Write(body)
}

// encode writes a response as JSON. There is no data in the response to a
// request that was not carried out, and null in one that failed.
func encode(response *graphql.Response) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(response.Data) + 64)
	out.WriteByte('{')
	comma := ""
	if len(response.Errors) > 0 {
		errors, err := json.Marshal(response.Errors)
		if err != nil {
			return nil, err
		}
		out.WriteString(`"errors":`)
		out.Write(errors)
		comma = ","
	}
	if len(response.Data) > 0 {
		out.WriteString(comma + `"data":`)
		out.Write(response.Data)
		comma = ","
	}
	if len(response.Extensions) > 0 {
		extensions, err := json.Marshal(response.Extensions)
		if err != nil {
			return nil, err
		}
		out.WriteString(comma + `"extensions":`)
		out.Write(extensions)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}
