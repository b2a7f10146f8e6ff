/** An address for a file in memory, for as long as it is shown. */
import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

/** Return the address of the file there is now; the one before is taken back. */
export function useFileUrl(file: () => Blob | null): Ref<string> {
  const url = ref('')
  const drop = () => {
    if (url.value) URL.revokeObjectURL(url.value)
    url.value = ''
  }
  watch(
    file,
    (now) => {
      drop()
      if (now) url.value = URL.createObjectURL(now)
    },
    { immediate: true },
  )
  onBeforeUnmount(drop)
  return url
}
