package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// constraintClientKey makes a repeated request find the batch of the first one.
const constraintClientKey = "batch_client_key_key"

// Draft is what creating a batch takes, whatever it is filled from.
type Draft struct {
	Type        string // the batch type's key
	Description string
	Parameters  map[string]any
	ClientKey   *string // repeating a request with the same key changes nothing
}

// FromQuery is what creating a batch from a query of products takes.
type FromQuery struct {
	Draft
	Where *catalog.Filter // nil for all products
}

// CreateFromQuery creates a batch of the products that match, and the job that
// populates it. The viewer needs the type's permissions view and create, and
// catalog.PermissionView. Errors: INVALID, naming the field to blame.
func (s *Service) CreateFromQuery(ctx context.Context, in FromQuery) (*model.Batch, error) {
	k, err := s.creatable(ctx, in.Type, model.SourceQuery)
	if err != nil {
		return nil, err
	}
	if err := auth.Require(ctx, catalog.PermissionView); err != nil {
		return nil, err
	}
	if _, err := in.Where.Expr(); err != nil {
		return nil, err
	}
	text, err := catalog.Describe(ctx, s.db, in.Where)
	if err != nil {
		return nil, err
	}
	return s.create(ctx, k, in.Draft, source{Kind: model.SourceQuery, Where: in.Where, Text: text})
}

// creatable returns a type whose batches the viewer may create and fill from
// sources of a kind.
func (s *Service) creatable(ctx context.Context, typeKey string, from model.SourceKind) (*Kind, error) {
	k, err := s.types.kind(typeKey, "type")
	if err != nil {
		return nil, err
	}
	for _, verb := range []string{"view", "create"} {
		if err := auth.Require(ctx, permission(k.Key, verb)); err != nil {
			return nil, err
		}
	}
	return k, k.accepts(from)
}

// create makes a batch, and the job that populates it from a source if there is
// something to populate it from.
func (s *Service) create(ctx context.Context, k *Kind, in Draft, src source) (*model.Batch, error) {
	b, err := s.header(ctx, k, in, src)
	if err != nil {
		return nil, err
	}
	err = s.inTx(ctx, func(ctx context.Context, tx postgres.Tx) error {
		return s.insert(ctx, tx, b)
	})
	if in.ClientKey != nil && postgres.IsUniqueViolation(err, constraintClientKey) {
		return s.byClientKey(ctx, b)
	}
	if err != nil {
		return nil, postgres.Error(err)
	}
	s.announce(ctx, b)
	return b, nil
}

// header checks the input and makes the header.
func (s *Service) header(ctx context.Context, k *Kind, in Draft, src source) (*model.Batch, error) {
	if err := checkHeader(&in.Description, nil); err != nil {
		return nil, err
	}
	if in.ClientKey != nil && (len(*in.ClientKey) == 0 || len(*in.ClientKey) > 100) {
		return nil, model.Invalid("clientKey", "The client key must have 1 to 100 characters.")
	}
	params, err := form.Parse(k.Parameters, in.Parameters, "parameters")
	if err != nil {
		return nil, err
	}
	if checker, ok := k.handler.(ParameterChecker); ok {
		if err := checker.CheckParameters(ctx, s.db, params); err != nil {
			return nil, err
		}
	}
	b := &model.Batch{
		Type:        k.Key,
		Description: strings.TrimSpace(in.Description),
		State:       model.BatchCreated,
		ClientKey:   in.ClientKey,
		CreatedBy:   auth.ViewerFrom(ctx).ID(),
		UploadID:    src.upload,
	}
	if src.Kind == model.SourceHand {
		b.State, b.RowCount = model.BatchOpen, new(int64)
	}
	if b.Source, err = json.Marshal(src); err != nil {
		return nil, fmt.Errorf("writing the source: %w", err)
	}
	if b.Parameters, err = json.Marshal(params); err != nil {
		return nil, fmt.Errorf("writing the parameters: %w", err)
	}
	return b, nil
}

// insert writes the header and, unless the batch is open at once, starts the job
// that populates it.
func (s *Service) insert(ctx context.Context, tx postgres.Tx, b *model.Batch) error {
	_, err := tx.NewInsert().Model(b).
		Column("type", "description", "state", "source", "parameters", "client_key", "created_by", "upload_id", "row_count").
		Returning("*").Exec(ctx)
	if err != nil {
		return fmt.Errorf("inserting the batch: %w", err)
	}
	if err := remember(ctx, tx, b, Event{Kind: EventCreated}); err != nil || b.State == model.BatchOpen {
		return err
	}
	j, err := s.startJob(ctx, tx, b, applicationPopulate, "Populate")
	if err != nil {
		return err
	}
	b.PopulationJobID = &j.ID
	return save(ctx, tx, b, "population_job_id")
}

func (s *Service) startJob(ctx context.Context, tx postgres.Tx, b *model.Batch, application, verb string) (*model.Job, error) {
	return s.jobs.CreateTx(ctx, tx, job.Spec{
		Application:  application,
		Name:         fmt.Sprintf("%s batch %s", verb, model.BatchNumber(b.ID)),
		Description:  b.Description,
		Source:       fmt.Sprintf("batch:%d", b.ID),
		Parameters:   jobParameters{BatchID: b.ID},
		Partitioning: fmt.Sprintf("size_%d", s.opts.ChunkSize),
		Parallelism:  s.opts.Parallelism,
		CreatedBy:    auth.ViewerFrom(ctx).ID(),
	})
}

// byClientKey returns the batch that an earlier request with the same key made.
func (s *Service) byClientKey(ctx context.Context, draft *model.Batch) (*model.Batch, error) {
	var found []*model.Batch
	err := s.db.NewSelect().Model(&found).
		Where("created_by IS NOT DISTINCT FROM ?", draft.CreatedBy).
		Where("client_key = ?", draft.ClientKey).Scan(ctx)
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading a batch by its client key: %w", err)
	case len(found) == 0:
		return nil, model.Conflict("The batch of this client key was deleted at this moment. Try again.")
	case found[0].Type != draft.Type:
		return nil, model.Conflict("The client key was used for a batch of another type. Choose a new key.").At("clientKey")
	}
	return found[0], nil
}
