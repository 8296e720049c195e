// Where sealing keys come from (fact sheet attestation §3.2, §3.6.4).
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Quotes;

/// <summary>Makes the sealers of the environments.</summary>
public static class Sealers
{
    private const int SgxKeySize = 16;

    /// <summary>Seals to the SGX enclave under Gramine, on this processor.</summary>
    public static ISealer Gramine(string root = GramineQuoteProvider.DefaultRoot) => Gramine(root, LinuxDeviceFiles.Instance);

    /// <summary>Seals under a key in a file, of mode 0600, made if it is not there. Simulation: it protects nothing from who reads the file.</summary>
    /// <param name="keyFile">The file; its folder must be there.</param>
    /// <param name="logger">Is warned.</param>
    public static ISealer Simulated(string keyFile, ILogger logger)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyFile);
        ArgumentNullException.ThrowIfNull(logger);
        LogMessages.SimulatedSealing(logger, keyFile);
        var file = new SealingKeyFile(keyFile);
        return new KeySealer(TeeKind.Simulated, file.Read);
    }

    /// <summary>Seals to the SNP guest: its measurement, its policy and this processor with its firmware.</summary>
    /// <param name="device">The kernel's device.</param>
    public static ISealer Snp(string device = SnpDerivedKey.DefaultDevice) => new KeySealer(TeeKind.SevSnp, () => SnpDerivedKey.Read(device));

    /// <summary>TDX has no sealing key: each call says so.</summary>
    public static ISealer Tdx() => new NoSealer();

    internal static ISealer Gramine(string root, IDeviceFiles files)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        string path = Path.Combine(root, "keys", "_sgx_mrenclave");
        return new KeySealer(TeeKind.SgxDcap, () => ReadSgxKey(path, files));
    }

    private static byte[] ReadSgxKey(string path, IDeviceFiles files)
    {
        byte[] key;
        try
        {
            key = DeviceQuotes.Ask(path, () => files.Read(path, SgxKeySize));
        }
        catch (QuoteException e)
        {
            throw new SealException(SealError.Unavailable, $"the enclave's sealing key: {e.Message}", e);
        }
        if (key.Length == SgxKeySize && key.AsSpan().ContainsAnyExcept((byte)0)) return key;
        int length = key.Length;
        CryptographicOperations.ZeroMemory(key);
        throw new SealException(SealError.Unavailable, length == SgxKeySize ? $"{path} is all zeros" : $"{path}: {length} bytes, expected {SgxKeySize}");
    }

    private sealed class NoSealer : ISealer
    {
        public TeeKind Kind => TeeKind.Tdx;

        public byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label) => throw None();

        public byte[] Unseal(ReadOnlySpan<byte> blob, ReadOnlySpan<byte> label) => throw None();

        private static SealException None() => new(
            SealError.Unavailable, "a trust domain (TDX) has no sealing key: keys are made anew at each start, or come from a peer");
    }
}
