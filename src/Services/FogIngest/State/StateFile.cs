// The state file (fact sheet fog §2.13): a protobuf message with the node's summary and its sealed ingress key. It holds the only copy of the key
// on this machine, so it is never written in place, and never thrown away.
using Google.Protobuf;
using MobileCoin.Hosting;
using MobileCoin.Wire;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest;

/// <summary>A file that holds a node's state. For one process.</summary>
internal sealed class StateFile(string path) : IIngestStateStore
{
    private const int MaxLength = 16 << 20;

    internal string Path => path;

    /// <summary>The state; null if there is no file.</summary>
    /// <param name="sealedKey">Whether a state without a sealed key is none: there is something that seals.</param>
    /// <param name="damage">What is wrong with what is there: it is no state, and is to be set aside.</param>
    /// <exception cref="HostingException">It is there and cannot be read.</exception>
    internal IngestStateFile? Read(bool sealedKey, out string? damage)
    {
        damage = null;
        byte[] bytes;
        try
        {
            if (!File.Exists(path)) return Directory.Exists(path) ? throw Failure($"{path} is a folder") : null;
            if (new FileInfo(path).Length > MaxLength)
            {
                damage = "it is too large for a state";
                return null;
            }
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure($"{path} cannot be read: {e.Message}", e);
        }
        try
        {
            var state = GeneratedMessage.Decode<IngestStateFile>(bytes);
            damage = state.Summary is null ? "it holds no state"
                : sealedKey && state.SealedIngressKey.IsEmpty ? "it holds no sealed key"
                : null;
            return damage is null ? state : null;
        }
        catch (WireException e)
        {
            damage = e.Message;
            return null;
        }
    }

    /// <summary>Gives the file another name, its own with .bak as extension, or the first of .bak.1, .bak.2 … that is free.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="HostingException">That cannot be done.</exception>
    internal string SetAside()
    {
        string backup = BackupPath(path);
        try
        {
            for (int n = 1; File.Exists(backup); n++) backup = $"{BackupPath(path)}.{n}";
            File.Move(path, backup);
            return backup;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure($"{path} is no state of this node, and cannot be renamed {backup}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Write(IngestStateFile state)
    {
        try
        {
            // A file that nobody may write is not to be replaced behind its owner's back.
            if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)) throw new UnauthorizedAccessException("it is read-only");
            AtomicFile.Write(path, state.ToByteArray(), isSecret: true, isMine: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IngestException(IngestError.StateFile, $"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>As Rust has it: a name that begins with its only dot has no extension.</summary>
    internal static string BackupPath(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        int dot = name.LastIndexOf('.');
        return string.Concat(path.AsSpan(0, path.Length - name.Length), dot > 0 ? name.AsSpan(0, dot) : name, ".bak");
    }

    private static HostingException Failure(string problem, Exception? inner = null) =>
        inner is null ? new($"{IngestFlags.StateFile.Title}: {problem}") : new($"{IngestFlags.StateFile.Title}: {problem}", inner);
}
