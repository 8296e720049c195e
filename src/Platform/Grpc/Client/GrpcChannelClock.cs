using Grpc.Net.Client;

namespace MobileCoin.Grpc;

/// <summary>What the official options do not have.</summary>
public static class GrpcChannelClock
{
    /// <summary>Sets the clock of the channel's deadlines, the system's unless set.</summary>
    public static GrpcChannelOptions UseTimeProvider(this GrpcChannelOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        options.TimeProvider = timeProvider;
        return options;
    }
}
