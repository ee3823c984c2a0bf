DELETE FROM public.role WHERE key = 'certifier';
DROP SCHEMA coop CASCADE;
