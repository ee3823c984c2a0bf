package gqlhttp

import (
	"context"
	"fmt"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/model"
)

// CSRFHeader must be present, with any value, on every mutation and upload that
// comes by plain HTTP. A page of another origin can't set it.
const CSRFHeader = "X-Sluice-Csrf"

// overHTTP is the transport for plain requests: one operation, one response.
// It also answers what no transport understands.
type overHTTP struct{ limits Limits }

// Supports implements graphql.Transport.
func (overHTTP) Supports(*http.Request) bool { return true }

// Do implements graphql.Transport.
func (t overHTTP) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	media := accepted(r)
	if media != typeJSON && media != typeGraphQL {
		Refuse(w, r, http.StatusNotAcceptable, &model.Error{
			Code:    model.CodeInvalid,
			Message: "Answers come as application/graphql-response+json or application/json.",
		})
		return
	}
	var params *graphql.RawParams
	var refused *refusal
	switch r.Method {
	case http.MethodGet:
		params, refused = readGet(r)
	case http.MethodPost:
		params, refused = readPost(r, t.limits.Body)
	default:
		refused = &refusal{http.StatusMethodNotAllowed, &model.Error{Code: model.CodeInvalid, Message: "Use POST, or GET for queries."}}
	}
	if refused != nil {
		if refused.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, POST")
		}
		Refuse(w, r, refused.status, refused.Error)
		return
	}

	ctx := r.Context()
	operation, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		response := reject(ctx, exec, operation, errs)
		write(w, media, statusOf(media, response.Errors), response)
		return
	}
	if refused := checkMethod(r, operation); refused != nil {
		if refused.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "POST")
		}
		Refuse(w, r, refused.status, refused.Error)
		return
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	response := responses(ctx)
	if response == nil {
		Refuse(w, r, http.StatusServiceUnavailable, errTimeout)
		return
	}
	write(w, media, http.StatusOK, response)
}

// shownErrors is how many errors of a document are told at once.
const shownErrors = 20

// reject makes the response to an operation that can't be carried out.
func reject(ctx context.Context, exec graphql.GraphExecutor, operation *graphql.OperationContext, errs gqlerror.List) *graphql.Response {
	errs = errs[:min(len(errs), shownErrors)]
	response := exec.DispatchError(graphql.WithOperationContext(ctx, operation), errs)
	response.Data = nil
	return response
}

// checkMethod returns why the operation must not be carried out as it came.
func checkMethod(r *http.Request, operation *graphql.OperationContext) *refusal {
	kind := operation.Operation.Operation
	switch {
	case kind == ast.Subscription && accepted(r) != typeEventStream:
		return invalid("Subscribe over a WebSocket, or accept text/event-stream.")
	case kind != ast.Query && r.Method != http.MethodPost:
		return &refusal{http.StatusMethodNotAllowed, &model.Error{Code: model.CodeInvalid, Message: "Only queries can be sent with GET. Use POST."}}
	case kind == ast.Mutation:
		return checkCSRF(r)
	}
	return nil
}

func checkCSRF(r *http.Request) *refusal {
	if r.Header.Get(CSRFHeader) != "" {
		return nil
	}
	return &refusal{http.StatusForbidden, &model.Error{
		Code:    model.CodeForbidden,
		Message: "Send the header " + CSRFHeader + ": 1 with every mutation and upload. It protects against forged requests.",
	}}
}

// statusOf is the HTTP status of a response to an operation that was not
// carried out. As plain JSON that is no failure of HTTP.
func statusOf(media string, errs gqlerror.List) int {
	switch {
	case media == typeJSON:
		return http.StatusOK
	case len(errs) > 0 && codeOf(errs[0]) == model.CodeForbidden:
		return http.StatusForbidden
	case len(errs) > 0 && codeOf(errs[0]) == model.CodeInternal:
		return http.StatusInternalServerError
	default:
		return http.StatusBadRequest
	}
}

func codeOf(err *gqlerror.Error) model.Code {
	return model.Code(fmt.Sprint(err.Extensions["code"]))
}
