import { useListNavigation } from '~/components/useListNavigation';
import { InspectStep } from './file/InspectStep';
import { UploadForm, type UploadFormType } from './file/UploadForm';
import { UploadStep } from './file/UploadStep';
import type { NewBatchSearch } from './search';

/** Makes a batch of a file: sends it, shows how it is read, and then asks what becomes of it. */
export function FromFile({ type, uploadId }: { type: UploadFormType; uploadId: string }) {
  const { put } = useListNavigation<NewBatchSearch>();
  if (uploadId === '') return <UploadStep onUploaded={(upload) => put({ upload })} />;
  return (
    <InspectStep
      key={uploadId}
      type={type.key}
      fields={type.lineFields}
      uploadId={uploadId}
      onAnother={() => put({ upload: '' })}
    >
      {(read) => <UploadForm type={type} read={read} />}
    </InspectStep>
  );
}
