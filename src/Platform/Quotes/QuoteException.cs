namespace MobileCoin.Quotes;

/// <summary>Why there is no quote, or no evidence.</summary>
public enum QuoteError
{
    /// <summary>The quoting device is busy: try again a little later.</summary>
    Busy,

    /// <summary>The device is not there, or does not do what it should.</summary>
    Device,

    /// <summary>What the device, or a server, gave does not parse or is for something else.</summary>
    Format,

    /// <summary>The collateral cannot be had.</summary>
    Collateral,
}

/// <summary>A quote, or its collateral, cannot be had. The message names file or URL.</summary>
public sealed class QuoteException : Exception
{
    /// <summary>With the reason.</summary>
    public QuoteException(QuoteError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>Why.</summary>
    public QuoteError Error { get; }
}
