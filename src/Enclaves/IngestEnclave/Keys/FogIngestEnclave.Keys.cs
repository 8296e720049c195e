// The two keys: drawn, sealed, and the ingress key given to peers (fact sheet fog §2.3, §2.12, §11 item 13).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.IngestEnclave;

public sealed partial class FogIngestEnclave
{
    private static ReadOnlySpan<byte> IngressKeyLabel => "fog ingest ingress key"u8;

    /// <summary>Draws 64 bytes for the ingress key, 64 for the egress key, and a seed of the map.</summary>
    /// <inheritdoc/>
    public SealedIngressKey NewKeys()
    {
        lock (_gate)
        {
            State state = Ready();
            RistrettoPrivate ingress = RistrettoPrivate.Random(_platform.Random);
            try
            {
                SealedIngressKey sealedKey = Seal(ingress);
                state.Rng.Renew();
                state.Replace(ingress);
                _rotated = false;
                return sealedKey;
            }
            catch
            {
                ingress.Dispose();
                throw;
            }
        }
    }

    /// <summary>Draws 64 bytes for the key and a seed of the map.</summary>
    /// <inheritdoc/>
    public KexRngPubkey NewEgressKey()
    {
        lock (_gate)
        {
            RngStore rng = Ready().Rng;
            rng.Renew();
            _rotated = false;
            return rng.Pubkey;
        }
    }

    /// <inheritdoc/>
    public KexRngPubkey GetKexRngPubkey()
    {
        lock (_gate) return Ready().Rng.Pubkey;
    }

    /// <inheritdoc/>
    public RistrettoPublic GetIngressPublicKey()
    {
        lock (_gate) return Ready().IngressPublic;
    }

    /// <inheritdoc/>
    public SealedIngressKey GetSealedIngressPrivateKey()
    {
        lock (_gate) return Seal(Ready().Ingress);
    }

    /// <inheritdoc/>
    public ExportedIngressKey GetIngressPrivateKey(ChannelId peer)
    {
        Span<byte> key = stackalloc byte[RistrettoPrivate.Size];
        lock (_gate)
        {
            State state = Ready();
            state.Ingress.CopyTo(key);
            try
            {
                byte[] data = state.Channels.PeerEncrypt(peer, [], key);
                return new ExportedIngressKey(new EnclaveMessage(peer, default, data), state.IngressPublic);
            }
            catch (AttestException e)
            {
                throw new EnclaveException(e);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(key);
            }
        }
    }

    /// <inheritdoc/>
    public ImportedIngressKey SetIngressPrivateKey(EnclaveMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (_gate)
        {
            State state = Ready();
            byte[] plaintext = Attested(() => state.Channels.PeerDecrypt(message.Session, message.Aad.Span, message.Data.Span));
            RistrettoPrivate key = ReadKey(plaintext);
            bool taken = false;
            try
            {
                SealedIngressKey sealedKey = Seal(key);
                // The verdict is of fixed time, and public: the host sees the public keys.
                if (!key.Equals(state.Ingress))
                {
                    state.Replace(key);
                    taken = true;
                }
                return new ImportedIngressKey(sealedKey, taken);
            }
            finally
            {
                if (!taken) key.Dispose();
            }
        }
    }

    /// <summary>Reads a key and wipes what it is read from.</summary>
    private static RistrettoPrivate ReadKey(byte[] bytes)
    {
        try
        {
            return RistrettoPrivate.TryParse(bytes, out RistrettoPrivate? key)
                ? key
                : throw new EnclaveException(EnclaveErrorKind.InvalidIngressKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private RistrettoPrivate Unseal(ReadOnlySpan<byte> sealedKey) =>
        ReadKey(Guard(sealedKey, _platform.Unseal.Invoke, "the ingress key does not unseal"));

    private SealedIngressKey Seal(RistrettoPrivate ingress)
    {
        Span<byte> key = stackalloc byte[RistrettoPrivate.Size];
        ingress.CopyTo(key);
        try
        {
            return new SealedIngressKey(Guard(key, _platform.Seal.Invoke, "the ingress key cannot be sealed"), ingress.PublicKey());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Guard(ReadOnlySpan<byte> input, Sealing sealing, string failure)
    {
        try
        {
            return sealing(input, IngressKeyLabel);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new EnclaveException(EnclaveErrorKind.Sealing, $"{failure}: {e.Message}", e);
        }
    }

    private delegate byte[] Sealing(ReadOnlySpan<byte> input, ReadOnlySpan<byte> label);
}
