import type { OperationName } from '#shared/api/contract.ts'
import type { StoreEvent } from '#shared/api/events.ts'

export type StreamListener = {
  onEvent(event: StoreEvent): void
  /** True when events flow; the caller then catches up with what it may have missed. */
  onLive(live: boolean): void
  /** The server answers, but not with events: the session may be over. */
  onRefused(): void
}

/** Carries calls and events between the window and the server, and knows nothing of what they mean. */
export type Transport = {
  /** Rejects with an AppError. */
  send(name: OperationName, input: Record<string, unknown>): Promise<unknown>
  /** As `send`, and goes out although the page is being left or signed out of: then nobody hears of the answer. */
  sendLast(name: OperationName, input: Record<string, unknown>): Promise<unknown>
  /** Returns the function that ends the subscription. */
  subscribe(listener: StreamListener): () => void
  /** The page is about to go: what is under way is dropped but for what is sent last, its answers never come. */
  close(): void
}
