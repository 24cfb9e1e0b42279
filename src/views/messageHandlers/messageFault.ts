import type { InterAppErrorCode, InterAppFailure } from '../../model/interApp';

/** Why a message cannot be served: one sentence and what to do next. The bus makes it the failure of the communication. */
export class MessageFault extends Error implements InterAppFailure {
  override readonly name = 'MessageFault';
  readonly code: InterAppErrorCode;
  readonly hint: string;

  constructor({ code, message, hint }: InterAppFailure) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

export const unknownDestination = (message: string, hint: string): MessageFault => new MessageFault({ code: 'unknownDestination', message, hint });

export const malformed = (message: string, hint: string): MessageFault => new MessageFault({ code: 'malformed', message, hint });

export const handlerFailed = (message: string, hint: string): MessageFault => new MessageFault({ code: 'handlerFailed', message, hint });
