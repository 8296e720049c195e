// What a wallet keeps of a generator of search keys between its runs (fact sheet crypto §4.2, §9.8).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The message of a <see cref="StoredKexRng"/>. Holds the shared secret: dispose it.</summary>
public sealed class StoredRng : IWireMessage<StoredRng>, IDisposable
{
    private readonly SecretBytes _bytes;
    private readonly int _secretSize;

    private StoredRng(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> buffer, ulong counter, uint version)
    {
        _secretSize = secret.Length;
        _bytes = new SecretBytes(secret.Length + buffer.Length);
        secret.CopyTo(_bytes.Span);
        buffer.CopyTo(_bytes.Span[_secretSize..]);
        Counter = counter;
        Version = version;
    }

    /// <summary>The state of a generator.</summary>
    public StoredRng(KexRng rng)
        : this((rng ?? throw new ArgumentNullException(nameof(rng))).Stored)
    {
    }

    private StoredRng(in StoredKexRng stored)
        : this(stored.Secret, stored.Buffer, stored.Counter, stored.Version)
    {
    }

    /// <summary>The counter.</summary>
    public ulong Counter { get; }

    /// <summary>The version, 0.</summary>
    public uint Version { get; }

    /// <summary>The generator, which goes on where it was.</summary>
    /// <exception cref="UnknownKexRngVersionException">Another version than 0.</exception>
    /// <exception cref="KeyException">The buffer has not 16 bytes, or the secret not 32.</exception>
    public KexRng Restore() => KexRng.Restore(new StoredKexRng(_bytes.Span[.._secretSize], _bytes.Span[_secretSize..], Counter, Version));

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, _bytes.Span[.._secretSize]);
        writer.Bytes(2, _bytes.Span[_secretSize..]);
        writer.UInt64(3, Counter);
        writer.UInt64(4, Version);
    }

    /// <inheritdoc/>
    public static StoredRng ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> secret = default, buffer = default;
        ulong counter = 0;
        uint version = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: secret = reader.Bytes(); break;
                case 2: buffer = reader.Bytes(); break;
                case 3: counter = reader.UInt64(); break;
                case 4: version = reader.UInt32(); break;
                default: reader.Skip(); break;
            }
        }
        return new StoredRng(secret, buffer, counter, version);
    }

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => _bytes.Dispose();
}
