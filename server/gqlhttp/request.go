package gqlhttp

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/model"
)

// drainLimit is how much of a body that is too large is still read, so that the
// client gets to see the answer.
const drainLimit = 32 << 20

// refusal is why a request is not carried out.
type refusal struct {
	status int
	*model.Error
}

func invalid(message string) *refusal {
	return &refusal{http.StatusBadRequest, &model.Error{Code: model.CodeInvalid, Message: message}}
}

var (
	errNoQuery = invalid("There is no query. Send the document in the field query.")
	errForm    = invalid("The request does not have the form of a GraphQL request: query and operationName are texts, variables and extensions are objects.")
)

// readPost reads the parameters of a POST request with a JSON body.
func readPost(r *http.Request, limit int64) (*graphql.RawParams, *refusal) {
	media, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset, ok := options["charset"]; err != nil || media != typeJSON || ok && !strings.EqualFold(charset, "utf-8") {
		return nil, &refusal{http.StatusUnsupportedMediaType, &model.Error{
			Code:    model.CodeInvalid,
			Message: "Send the request as application/json in UTF-8, or files as multipart/form-data.",
		}}
	}
	body, refused := readBody(r, limit)
	if refused != nil {
		return nil, refused
	}
	params := &graphql.RawParams{Headers: r.Header}
	if err := decode(body, params); err != nil {
		return nil, explain(body, err)
	}
	if strings.TrimSpace(params.Query) == "" {
		return nil, errNoQuery
	}
	return params, nil
}

// readGet reads the parameters of a GET request.
func readGet(r *http.Request) (*graphql.RawParams, *refusal) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, invalid("The query string of the address can't be read.")
	}
	params := &graphql.RawParams{Query: values.Get("query"), OperationName: values.Get("operationName"), Headers: r.Header}
	for name, target := range map[string]*map[string]any{"variables": &params.Variables, "extensions": &params.Extensions} {
		if text := values.Get(name); text != "" {
			if err := decode([]byte(text), target); err != nil {
				return nil, errForm
			}
		}
	}
	if strings.TrimSpace(params.Query) == "" {
		return nil, errNoQuery
	}
	return params, nil
}

func readBody(r *http.Request, limit int64) ([]byte, *refusal) {
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err != nil {
		return nil, invalid("The body of the request could not be read.")
	}
	if int64(len(body)) > limit {
		return nil, tooLarge(r, limit)
	}
	return body, nil
}

func tooLarge(r *http.Request, limit int64) *refusal {
	_, _ = io.CopyN(io.Discard, r.Body, drainLimit)
	return &refusal{
		http.StatusRequestEntityTooLarge,
		model.Limit("The request is too large: at most %d bytes are accepted here. Send less at once.", limit),
	}
}

// decode reads one JSON value and nothing after it.
func decode(text []byte, target any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(target); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more than one JSON value")
	}
	return nil
}

func explain(body []byte, err error) *refusal {
	var wrongType *json.UnmarshalTypeError
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return invalid("The request has no body.")
	case bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")):
		return invalid("Send one operation per request: batches of operations are not accepted.")
	case errors.As(err, &wrongType):
		return errForm
	default:
		return invalid("The body of the request is not valid JSON.")
	}
}
