namespace MobileCoin.Transactions;

/// <summary>A block version that this software does not know.</summary>
public sealed class UnsupportedBlockVersionException : Exception
{
    internal UnsupportedBlockVersionException(uint given)
        : base($"unsupported block version {given}: the highest known is {BlockVersion.MaxValue}") => Given = given;

    /// <summary>The version given.</summary>
    public uint Given { get; }
}
