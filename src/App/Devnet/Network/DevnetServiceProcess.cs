using MobileCoin.Devnet.Page;

namespace MobileCoin.Devnet;

/// <summary>A service of a devnet.</summary>
/// <param name="Name">As <c>devnet logs NAME</c> takes it.</param>
/// <param name="Role">Where it stands.</param>
/// <param name="Process">Its process.</param>
/// <param name="Uri">Where it serves; null: nowhere.</param>
internal sealed record DevnetServiceProcess(string Name, DevnetRole Role, ServiceProcess Process, string? Uri)
{
    /// <summary>The first of a store's blocks, and the one behind them; null: it is no store, or the end is open.</summary>
    internal (ulong First, ulong? End)? Blocks { get; init; }

    /// <summary>How often it ended by itself and was started again.</summary>
    internal int Restarts { get; set; }

    /// <summary>How it ended when it last did so by itself; null: it never did.</summary>
    internal string? LastEnd { get; set; }

    /// <summary>Whether it has said since its last start that it is ready.</summary>
    internal bool WasReady { get; set; }
}
