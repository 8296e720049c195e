using System.Collections.Concurrent;
using MobileCoin.ObjectStores;

namespace MobileCoin.RecoveryDistribution.Test;

/// <summary>An archive in memory, whose writer can die.</summary>
internal sealed class TestStore : IArchiveStore
{
    internal ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    internal bool IsListable { get; set; } = true;

    /// <summary>The write in which the process dies, counted from 1; 0 for none.</summary>
    internal int DiesAt { get; set; }

    /// <summary>Whether the file is there although the process died.</summary>
    internal bool DiesAfter { get; set; }

    internal int Failures { get; set; }

    internal int Writes { get; set; }

    public string Name => "memory";

    internal Segment At(ulong number) => Segment.Decode(Files[Segment.PathOf(number)]);

    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) => Task.FromResult(Files.ContainsKey(path));

    public Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken) => Task.FromResult(Files.GetValueOrDefault(path));

    public Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (Failures-- > 0) throw new ArchiveStoreException("away", new IOException());
        bool dies = ++Writes == DiesAt;
        if (!dies || DiesAfter) Files[path] = bytes.ToArray();
        return dies ? throw new DiedException() : Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>?> ListAsync(string folder, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>?>(
        IsListable ? [.. Files.Keys.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal)).Select(f => f[(folder.Length + 1)..])] : null);

    public void Dispose()
    {
    }

    internal sealed class DiedException : Exception;
}
