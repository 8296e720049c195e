namespace Grpc.Core;

/// <summary>The four shapes of a call.</summary>
public enum MethodType
{
    /// <summary>One message there, one back.</summary>
    Unary,

    /// <summary>A stream there, one message back.</summary>
    ClientStreaming,

    /// <summary>One message there, a stream back.</summary>
    ServerStreaming,

    /// <summary>Streams both ways.</summary>
    DuplexStreaming,
}
