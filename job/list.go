package job

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MaxPage is the greatest page of jobs.
const MaxPage = 200

// Filter is a set of conditions on jobs, combined with AND.
type Filter struct {
	ID          *filter.ID       `json:"id,omitempty"`
	Application *filter.String   `json:"application,omitempty"`
	Name        *filter.String   `json:"name,omitempty"`
	Description *filter.String   `json:"description,omitempty"`
	State       []model.JobState `json:"state,omitempty"`  // any of these; nil: all
	Search      *string          `json:"search,omitempty"` // words in id, name or description
}

// Query asks for a page of jobs, newest first.
type Query struct {
	Where *Filter
	First int     // 1 to MaxPage
	After *string // the cursor of the job before the page
}

var newestFirst = filter.Order{Name: "ID", Key: "job.id", Desc: true}

// List returns a page of the jobs that match and that the viewer may see.
// Errors: INVALID.
func (e *Engine) List(ctx context.Context, query Query) (*model.Page[*model.Job], error) {
	if err := filter.CheckFirst(query.First, MaxPage); err != nil {
		return nil, err
	}
	var jobs []*model.Job
	q, err := e.visible(ctx, e.db.NewSelect().Model(&jobs).Limit(int64(query.First)+1), query.Where)
	if err != nil {
		return nil, err
	}
	if q, err = newestFirst.Apply(q, query.After); err != nil {
		return nil, err
	}
	if err := q.Scan(ctx); err != nil {
		return nil, postgres.Error(fmt.Errorf("listing jobs: %w", err))
	}
	return filter.Paged(jobs, query.First, query.After != nil, func(j *model.Job) string {
		return newestFirst.Cursor(nil, j.ID)
	}), nil
}

// Count returns how many jobs match that the viewer may see.
func (e *Engine) Count(ctx context.Context, where *Filter) (int, error) {
	q, err := e.visible(ctx, e.db.NewSelect().Model((*model.Job)(nil)), where)
	if err != nil {
		return 0, err
	}
	n, err := q.Count(ctx)
	return int(n), postgres.Error(err)
}

// Get returns a job to a viewer with the permission ToView. Errors: NOT_FOUND.
func (e *Engine) Get(ctx context.Context, id int64) (*model.Job, error) {
	return e.get(ctx, id, ToView)
}

// get returns a job to a viewer with the permission.
func (e *Engine) get(ctx context.Context, id int64, to string) (*model.Job, error) {
	jobs, err := e.ByID(ctx, id)
	if err != nil {
		return nil, postgres.Error(err)
	}
	j := jobs[id]
	if j == nil {
		return nil, e.unseen(ctx, model.NotFound("job"))
	}
	return j, auth.Require(ctx, Permission(j.Application, to))
}

// unseen returns err, but keeps from those who may see no job at all that
// something is missing.
func (e *Engine) unseen(ctx context.Context, err error) error {
	if model.CodeOf(err) != model.CodeNotFound {
		return err
	}
	if _, forbidden := e.viewable(ctx); forbidden != nil {
		return forbidden
	}
	return err
}

// ByID returns those of the jobs that exist, by id. It checks no permission: it
// is for domains that show a job as a part of their own.
func (e *Engine) ByID(ctx context.Context, ids ...int64) (map[int64]*model.Job, error) {
	byID := make(map[int64]*model.Job, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var jobs []*model.Job
	if err := e.db.NewSelect().Model(&jobs).Where("id IN (?) AND state <> ?", bun.List(ids), model.JobDeleting).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading jobs: %w", err)
	}
	for _, j := range jobs {
		byID[j.ID] = j
	}
	return byID, nil
}

// visible adds to a query which jobs the viewer may see, and the filter.
func (e *Engine) visible(ctx context.Context, q *bun.SelectQuery, where *Filter) (*bun.SelectQuery, error) {
	applications, err := e.viewable(ctx)
	if err != nil {
		return nil, err
	}
	conditions, err := where.expr()
	if err != nil {
		return nil, err
	}
	sql, args := conditions.OrTrue()
	return q.Where("job.application IN (?) AND job.state <> ?", bun.List(applications), model.JobDeleting).Where(sql, args...), nil
}

// Check returns an INVALID Error unless jobs can be listed by the filter.
func (f *Filter) Check() error {
	_, err := f.expr()
	return err
}

func (f *Filter) expr() (filter.Expr, error) {
	if f == nil {
		return filter.Expr{}, nil
	}
	id, err := f.ID.Expr("job.id", "Job", "where.id")
	if err != nil {
		return filter.Expr{}, err
	}
	application, err := f.Application.Expr("job.application", "where.application")
	if err != nil {
		return filter.Expr{}, err
	}
	name, err := f.Name.Expr("job.name", "where.name")
	if err != nil {
		return filter.Expr{}, err
	}
	description, err := f.Description.Expr("job.description", "where.description")
	if err != nil {
		return filter.Expr{}, err
	}
	var state, search filter.Expr
	if f.State != nil {
		state = filter.SQL("job.state IN (?)", bun.List(f.State))
	}
	if f.Search != nil {
		if search, err = filter.Search("(job.id || ' ' || job.name || ' ' || job.description)", *f.Search, "where.search"); err != nil {
			return filter.Expr{}, err
		}
	}
	return filter.And(id, application, name, description, state, search), nil
}
