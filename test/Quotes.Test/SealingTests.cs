// Fact sheet attestation §1.9, §3.6.4.
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Quotes.Test;

public sealed class SealingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sealing").FullName;
    private readonly KeptLog _log = new();

    private string KeyFile => Path.Combine(_folder, "key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsSealed_OpensUnderItsLabelAlone()
    {
        ISealer[] sealers = [Sealers.Gramine("/fake", new FakeGramine()), Sealers.Simulated(KeyFile, _log)];
        foreach (ISealer sealer in sealers)
        {
            Check.QuickThrowOnFailure(Prop.ForAll((byte[] secret, byte[] label, byte[] other) =>
            {
                byte[] blob = sealer.Seal(secret, label);
                bool opens = sealer.Unseal(blob, label).AsSpan().SequenceEqual(secret);
                bool fresh = !sealer.Seal(secret, label).AsSpan().SequenceEqual(blob);
                return opens && fresh && (other.AsSpan().SequenceEqual(label) || ErrorOf(sealer, blob, other) == SealError.Authentication);
            }));
        }
    }

    [Fact]
    public void EveryChangedByte_IsRefused()
    {
        ISealer sealer = Sealers.Simulated(KeyFile, _log);
        byte[] blob = sealer.Seal("the secret"u8, "label"u8);
        for (int i = 0; i < blob.Length; i++)
        {
            byte[] changed = [.. blob];
            changed[i] ^= 1;
            Assert.Equal(i < KeySealer.HeaderSize ? SealError.Format : SealError.Authentication, ErrorOf(sealer, changed, "label"u8.ToArray()));
            Assert.NotNull(ErrorOf(sealer, blob[..i], "label"u8.ToArray()));
        }
        Assert.Equal(SealError.Authentication, ErrorOf(sealer, [.. blob, 0], "label"u8.ToArray()));
    }

    [Fact]
    public void AnotherMachineOrEnclave_CannotOpen()
    {
        byte[] blob = Sealers.Gramine("/fake", new FakeGramine()).Seal("the secret"u8, "label"u8);
        var other = new FakeGramine();
        other.Keys["_sgx_mrenclave"][0] ^= 1;
        Assert.Equal(SealError.Authentication, ErrorOf(Sealers.Gramine("/fake", other), blob, "label"u8.ToArray()));
        Assert.Equal(SealError.Format, ErrorOf(Sealers.Simulated(KeyFile, _log), blob, "label"u8.ToArray()));
        byte[] simulated = Sealers.Simulated(KeyFile, _log).Seal("the secret"u8, "label"u8);
        Assert.Equal(SealError.Authentication, ErrorOf(Sealers.Simulated(KeyFile + "2", _log), simulated, "label"u8.ToArray()));
    }

    [Fact]
    public void Blob_OfGramine_IsWhatTheFormatSays()
    {
        byte[] blob = Sealers.Gramine("/fake", new FakeGramine()).Seal("secret"u8, "label"u8);
        Assert.Equal("MCSEAL"u8.ToArray(), blob[..6]);
        Assert.Equal([1, (byte)TeeKind.SgxDcap], blob[6..8]);
        Assert.Equal(8 + 32 + 6 + 16, blob.Length);
        byte[] key = System.Security.Cryptography.HKDF.DeriveKey(
            System.Security.Cryptography.HashAlgorithmName.SHA256, [.. Enumerable.Range(1, 16).Select(i => (byte)i)], 32, blob[8..40], [.. "mobilecoin sealing 1 "u8, 1, .. "label"u8]);
        using var gcm = new System.Security.Cryptography.AesGcm(key, 16);
        byte[] secret = new byte[6];
        gcm.Decrypt(new byte[12], blob.AsSpan(40, 6), blob.AsSpan(46), secret, [.. blob[..40], 5, 0, 0, 0, .. "label"u8]);
        Assert.Equal("secret"u8.ToArray(), secret);
    }

    [Fact]
    public void Gramine_WithoutAKey_SaysSo()
    {
        var files = new FakeGramine();
        files.Keys["_sgx_mrenclave"] = new byte[16];
        ISealer sealer = Sealers.Gramine("/fake", files);
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => sealer.Seal([1], [])).Error);
        files.Keys["_sgx_mrenclave"] = Samples.Filled(1, 15);
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => sealer.Seal([1], [])).Error);
        files.Keys.Clear();
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => sealer.Seal([1], [])).Error);
    }

    [Fact]
    public void KeyFile_IsItsOwnersAlone()
    {
        ISealer sealer = Sealers.Simulated(KeyFile, _log);
        byte[] blob = sealer.Seal("the secret"u8, "label"u8);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal([KeyFile], Directory.GetFiles(_folder));
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Equal(SealError.Unavailable, ErrorOf(sealer, blob, "label"u8.ToArray()));
        Assert.Contains(_log.Lines, l => l.Text.StartsWith("SIMULATED SEALING", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeyFile_MadeByManyAtOnce_IsOne()
    {
        byte[][] blobs = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Sealers.Simulated(KeyFile, _log).Seal([(byte)i], []))));
        Assert.Equal([KeyFile], Directory.GetFiles(_folder));
        for (int i = 0; i < blobs.Length; i++) Assert.Equal([(byte)i], Sealers.Simulated(KeyFile, _log).Unseal(blobs[i], []));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(0)]
    public void KeyFile_OfAnotherLength_IsRefused(int length)
    {
        File.WriteAllBytes(KeyFile, new byte[length]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => Sealers.Simulated(KeyFile, _log).Seal([1], [])).Error);
    }

    [Fact]
    public void KeyFile_InAFolderThatIsNotThere_IsUnavailable() =>
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => Sealers.Simulated("/nowhere/key", _log).Seal([1], [])).Error);

    [Fact]
    public void Tdx_HasNoSealer()
    {
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => Sealers.Tdx().Seal([1], [])).Error);
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => Sealers.Tdx().Unseal([1], [])).Error);
    }

    [Fact]
    public void Snp_AsksForAKeyOfMeasurementAndPolicy()
    {
        byte[] expected = new byte[32];
        expected[8] = 9; // guest policy and measurement
        Assert.Equal(expected, SnpDerivedKey.Request());
        byte[] response = [.. new byte[32], .. Samples.Filled(7, 32)];
        Assert.Equal(Samples.Filled(7, 32), SnpDerivedKey.Key(response));
        response[0] = 0x16;
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => SnpDerivedKey.Key(response)).Error);
        Assert.Throws<SealException>(() => SnpDerivedKey.Key(new byte[64]));
        Assert.Equal(SealError.Unavailable, Assert.Throws<SealException>(() => Sealers.Snp("/nowhere/sev-guest").Seal([1], [])).Error);
        // A file that knows no such request.
        File.WriteAllBytes(KeyFile, [1]);
        Assert.Contains("derives no key", Assert.Throws<SealException>(() => Sealers.Snp(KeyFile).Seal([1], [])).Message, StringComparison.Ordinal);
    }

    private static SealError? ErrorOf(ISealer sealer, byte[] blob, byte[] label)
    {
        try
        {
            sealer.Unseal(blob, label);
            return null;
        }
        catch (SealException e)
        {
            return e.Error;
        }
    }
}
