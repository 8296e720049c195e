using Microsoft.Extensions.Logging;

namespace MobileCoin.Grpc;

/// <summary>What all calls of a server share.</summary>
/// <param name="MaxReceiveMessageSize">Most bytes of a request message; null for no limit.</param>
/// <param name="MaxSendMessageSize">Most bytes of a response message; null for no limit.</param>
/// <param name="Compress">Whether responses are compressed when the client takes it.</param>
/// <param name="TimeProvider">The clock of deadlines.</param>
/// <param name="Logger">Failures.</param>
internal sealed record CallSettings(int? MaxReceiveMessageSize, int? MaxSendMessageSize, bool Compress, TimeProvider TimeProvider, ILogger Logger);
