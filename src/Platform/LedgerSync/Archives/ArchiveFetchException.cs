namespace MobileCoin.LedgerSync;

/// <summary>The ways in which a block cannot be had from an archive, by upstream's names where it has them.</summary>
public enum ArchiveFetchError
{
    /// <summary>The source is no URL of an archive.</summary>
    UrlParse,

    /// <summary>There is no source to ask.</summary>
    NoUrlsConfigured,

    /// <summary>The host did not answer, or broke off (upstream: ReqwestError).</summary>
    Transport,

    /// <summary>The host answered, and not with the file: its status says otherwise.</summary>
    Status,

    /// <summary>The file of a local archive cannot be read.</summary>
    IO,

    /// <summary>There is more of it than a file of an archive may have.</summary>
    TooLarge,

    /// <summary>The file is no block, or a block that is not what it says.</summary>
    Conversion,

    /// <summary>The block is another one than was asked for.</summary>
    InvalidBlockReceived,
}

/// <summary>Why a block cannot be had from an archive. The message names source and block.</summary>
public sealed class ArchiveFetchException : Exception
{
    internal ArchiveFetchException(ArchiveFetchError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public ArchiveFetchError Error { get; }

    /// <summary>Whether the source has no such file, which is how an archive ends.</summary>
    public bool IsAbsent { get; internal init; }
}
