using Microsoft.Extensions.Logging;

namespace MobileCoin.App.Fog.TestClient;

/// <summary>What test_client logs.</summary>
internal static partial class TestClientLog
{
    internal const string Category = "MobileCoin.FogTestClient";

    [LoggerMessage(Level = LogLevel.Information, Message = "transferred {Amount} of token {Token} from {Source} to {Destination} in {Seconds} s")]
    internal static partial void Transferred(ILogger logger, ulong amount, ulong token, TestWallet source, TestWallet destination, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "swapped {Given} of token {Gives} for {Wanted} of token {Wants}, from {Offerer} to {Taker}")]
    internal static partial void Swapped(ILogger logger, ulong given, ulong gives, ulong wanted, ulong wants, TestWallet offerer, TestWallet taker);

    [LoggerMessage(Level = LogLevel.Information, Message = "token {Token}: {Count} transfers succeeded, and the last one could not be spent twice")]
    internal static partial void Token(ILogger logger, ulong token, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} swaps succeeded")]
    internal static partial void Swaps(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "all tests succeeded")]
    internal static partial void Succeeded(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What}")]
    internal static partial void Failed(ILogger logger, string what);
}
