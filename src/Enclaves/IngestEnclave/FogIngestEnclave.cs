// The enclave of an ingest node (fact sheet fog §2.3): what it holds, and how it starts.
using System.Diagnostics.CodeAnalysis;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious;

namespace MobileCoin.IngestEnclave;

/// <summary>
/// An ingest enclave. Holds the ingress key, which it shares with its peers; the egress key, which never leaves it; and how many outputs
/// each user had under that. The same random bytes give the same answers.
/// </summary>
public sealed partial class FogIngestEnclave : IIngestEnclave, IDisposable
{
    private readonly EnclavePlatform _platform;
    private readonly NewCounters _newCounters;

    /// <summary>Guards what follows: calls that read or change keys or counters wait for each other.</summary>
    private readonly Lock _gate = new();

    private volatile State? _state;
    private volatile bool _disposed;

    /// <summary>An enclave without keys.</summary>
    /// <param name="platform">The machine.</param>
    public FogIngestEnclave(EnclavePlatform platform)
        : this(platform, static (capacity, seed) => ObliviousMap.Create(RecordShape.Counter, capacity, seed))
    {
    }

    /// <summary>With maps of the caller's: those of tests tell what is touched.</summary>
    internal FogIngestEnclave(EnclavePlatform platform, NewCounters newCounters)
    {
        ArgumentNullException.ThrowIfNull(platform);
        _platform = platform;
        _newCounters = newCounters;
    }

    /// <summary>Draws, in this order: 64 bytes for the ingress key unless it is unsealed, 64 for the egress key, a seed of the map, 32 for
    /// the identity.</summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It has keys already.</exception>
    public IngestStarted Initialize(IngestInit init)
    {
        ArgumentNullException.ThrowIfNull(init);
        ArgumentException.ThrowIfNullOrEmpty(init.ResponderId.Text, nameof(init));
        ArgumentOutOfRangeException.ThrowIfLessThan(init.Capacity, 1, nameof(init));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(init.Capacity, (int)ObliviousMap.RecordLimit, nameof(init));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_state is not null) throw new InvalidOperationException("the enclave has its keys already");
            RistrettoPrivate ingress =
                init.SealedIngressKey.IsEmpty ? RistrettoPrivate.Random(_platform.Random) : Unseal(init.SealedIngressKey.Span);
            State? state = null;
            try
            {
                SealedIngressKey sealedKey = Seal(ingress);
                state = new State(init, ingress, _newCounters, _platform.Random);
                _state = state;
                return new IngestStarted(sealedKey, [Simd.Level.ToString()]);
            }
            finally
            {
                if (state is null) ingress.Dispose();
            }
        }
    }

    /// <summary>Wipes all keys, counters and sessions.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _state?.Dispose();
        }
    }

    private State Ready()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _state ?? throw new EnclaveException(EnclaveErrorKind.NotInitialized);
    }

    /// <summary>All that there is once there are keys.</summary>
    private sealed class State : IDisposable
    {
        [SuppressMessage("Reliability", "CA2000", Justification = "the state owns it")]
        internal State(IngestInit init, RistrettoPrivate ingress, NewCounters newCounters, RandomFill random)
        {
            Ingress = ingress;
            IngressPublic = ingress.PublicKey();
            Rng = new RngStore(init.Capacity, newCounters, random);
            Work = new OutputBatch(random);
            // Nobody but peers attests to an ingest enclave.
            Channels = new AttestedKeyExchange(init.ResponderId.Text, init.ResponderId.Text, random);
        }

        internal RistrettoPrivate Ingress { get; private set; }

        internal RistrettoPublic IngressPublic { get; private set; }

        internal RngStore Rng { get; }

        internal OutputBatch Work { get; }

        internal AttestedKeyExchange Channels { get; }

        internal void Replace(RistrettoPrivate ingress)
        {
            RistrettoPrivate old = Ingress;
            (Ingress, IngressPublic) = (ingress, ingress.PublicKey());
            old.Dispose();
        }

        public void Dispose()
        {
            Channels.Dispose();
            Work.Dispose();
            Rng.Dispose();
            Ingress.Dispose();
        }
    }
}
