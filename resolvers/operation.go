package resolvers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
)

func operationPayload(ctx context.Context, o *model.Operation, err error) (*graph.OperationPayload, error) {
	if err != nil {
		return nil, err
	}
	loadersOf(ctx).expectOfOperations(o)
	return &graph.OperationPayload{Operation: o}, nil
}

func operationsPayload(ctx context.Context, list []*model.Operation, err error) (*graph.OperationsPayload, error) {
	if err != nil {
		return nil, err
	}
	loadersOf(ctx).expectOfOperations(list...)
	return &graph.OperationsPayload{Operations: list}, nil
}

// operationData is the input and output of an operation.
func operationData(ctx context.Context, o *model.Operation) (model.OperationData, error) {
	data, err := loadersOf(ctx).data.load(ctx, &o.ID)
	return deref(data), err
}

// changeOperation does something with the operation that has a global id.
func changeOperation(
	ctx context.Context, id model.ID, do func(context.Context, int64) (*model.Operation, error),
) (*graph.OperationPayload, error) {
	key, err := id.Int("Operation")
	if err != nil {
		return nil, err
	}
	o, err := do(ctx, key)
	return operationPayload(ctx, o, err)
}

// operationKey reads which operation; nil for none.
func operationKey(id *model.ID) (*int64, error) {
	if id == nil {
		return nil, nil
	}
	key, err := id.Int("Operation")
	return &key, err
}

// creationPayload tells what became of products that were to be created.
func creationPayload(made *catalog.Creation, err error) (*graph.CreateProductsPayload, error) {
	if err != nil {
		return nil, err
	}
	payload := &graph.CreateProductsPayload{Ids: make([]*model.ID, len(made.IDs)), Created: len(made.IDs)}
	for i, id := range made.IDs {
		payload.Ids[i] = new(model.NewID("Product", id))
	}
	payload.Rejected = make([]*graph.RejectedProduct, len(made.Rejected))
	for i, r := range made.Rejected {
		payload.Rejected[i] = &graph.RejectedProduct{
			Index: r.Index, Sku: r.SKU, Code: string(r.Error.Code), Message: r.Error.Message, Field: &r.Error.Field,
		}
	}
	return payload, nil
}

// operationSpec reads what operation to create. What it is about must be there
// for the viewer to see.
func (r *Resolver) operationSpec(ctx context.Context, input graph.CreateOperationInput) (operation.Spec, error) {
	spec := operation.Spec{Type: input.Type, Context: input.Context, RunAt: input.RunAt, Delay: deref(input.Delay)}
	if input.Run != nil {
		spec.Call = &operation.Call{Group: input.Run.Group, Route: deref(input.Run.Route)}
	}
	var err error
	if spec.Input, err = rawJSON(input.Input); err != nil {
		return spec, err
	}
	if input.Context == nil || input.Context.ID == nil {
		return spec, nil
	}
	object, err := r.node(ctx, *input.Context.ID)
	if err == nil && object == nil {
		err = model.Invalid("context.id", "There is no such object.")
	}
	return spec, err
}

// operationCall reads which group to run, and where.
func operationCall(input graph.RunOperationInput) operation.Call {
	return operation.Call{Group: deref(input.Group), Route: deref(input.Route), AtOnce: input.AtOnce}
}

// deref is what a pointer points at, and nothing for nil.
func deref[T any](value *T) (zero T) {
	if value == nil {
		return zero
	}
	return *value
}

// operationOutcome reads how an operation came out.
func operationOutcome(input graph.FinishOperationInput) (operation.Outcome, error) {
	output, err := rawJSON(input.Output)
	return operation.Outcome{Result: input.Result, Output: output, Error: input.Error, Attempt: input.Attempt}, err
}

// rawJSON is a value as JSON; nil for null.
func rawJSON(value any) (json.RawMessage, error) {
	if value == nil {
		return nil, nil
	}
	var raw bytes.Buffer
	encoder := json.NewEncoder(&raw)
	encoder.SetEscapeHTML(false) // it would count < as six bytes
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("writing JSON: %w", err)
	}
	return bytes.TrimSpace(raw.Bytes()), nil
}
