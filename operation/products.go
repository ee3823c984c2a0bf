package operation

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// CreateProducts creates products for an operation that has not ended, nil for
// none, with a few statements however many there are; see
// catalog.CreateProducts. With an operation the viewer needs the permission
// ToRun for it, too. Errors: NOT_FOUND, INVALID; CONFLICT if it has ended.
func (s *Service) CreateProducts(ctx context.Context, id *int64, products []*catalog.NewProduct) (made *catalog.Creation, err error) {
	if id == nil {
		return catalog.CreateProducts(ctx, s.db, nil, products)
	}
	err = postgres.InTx(ctx, s.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := Use(ctx, tx, *id); err != nil {
			return err
		}
		made, err = catalog.CreateProducts(ctx, tx, id, products)
		return err
	})
	return made, postgres.Error(err)
}

// Use makes sure that an operation goes on until tx ends, so that what is
// created for it belongs to its time. It is for everyone whose tables refer to
// operations. The viewer needs the permission ToRun. Errors: NOT_FOUND; CONFLICT
// if it has ended.
func Use(ctx context.Context, tx postgres.Tx, id int64) error {
	o, err := readOne(ctx, tx, "SELECT "+columns+" FROM operation WHERE id = $1 FOR SHARE", id)
	switch {
	case err != nil:
		return fmt.Errorf("locking an operation: %w", err)
	case o == nil:
		return model.NotFound("operation")
	}
	if err := auth.Require(ctx, Permission(o.Type, ToRun)); err != nil {
		return err
	}
	if o.Status.Ended() {
		return refuse(o, actionUse)
	}
	return nil
}
