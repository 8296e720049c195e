// The key that AMD's secure processor derives for a guest (fact sheet attestation §3.3, §3.6.4; Linux' include/uapi/linux/sev-guest.h and
// the firmware's MSG_KEY_REQ and MSG_KEY_RSP).
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Quotes;

/// <summary>
/// Asks the kernel's device for a key of 32 bytes that depends on the chip's key, with its firmware, on the guest's measurement and on its
/// policy: a guest that can be debugged, or another one, gets another key.
/// </summary>
internal static partial class SnpDerivedKey
{
    internal const string DefaultDevice = "/dev/sev-guest";
    internal const int RequestSize = 32, ResponseSize = 64, KeySize = 32;

    private const nuint GetDerivedKey = 0xC020_5301; // _IOWR('S', 1, 32 bytes)
    private const ulong GuestPolicy = 1, MeasurementField = 1 << 3;
    private const int FieldsOffset = 8, KeyOffset = 32;

    /// <summary>The request: the chip's key, the fields that the key depends on, and zeros for the rest.</summary>
    internal static byte[] Request()
    {
        byte[] request = new byte[RequestSize];
        BinaryPrimitives.WriteUInt64LittleEndian(request.AsSpan(FieldsOffset), GuestPolicy | MeasurementField);
        return request;
    }

    /// <summary>The key in the firmware's answer, to be wiped.</summary>
    internal static byte[] Key(ReadOnlySpan<byte> response)
    {
        uint status = BinaryPrimitives.ReadUInt32LittleEndian(response);
        if (status != 0) throw new SealException(SealError.Unavailable, $"the secure processor derives no key: status {status:x}");
        ReadOnlySpan<byte> key = response.Slice(KeyOffset, KeySize);
        return key.ContainsAnyExcept((byte)0) ? key.ToArray() : throw new SealException(SealError.Unavailable, "the secure processor's key is all zeros");
    }

    /// <summary>The key, to be wiped.</summary>
    internal static unsafe byte[] Read(string device)
    {
        byte[] request = Request(), response = new byte[ResponseSize];
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            fixed (byte* requestBytes = request, responseBytes = response)
            {
                var call = new GuestRequest { Version = 1, Request = (ulong)requestBytes, Response = (ulong)responseBytes };
                if (Ioctl(file, GetDerivedKey, &call) != 0)
                {
                    throw new SealException(
                        SealError.Unavailable,
                        $"{device} derives no key: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}, firmware {call.ExitInfo:x}");
                }
            }
            return Key(response);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SealException(SealError.Unavailable, $"the guest's sealing key: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(response);
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int Ioctl(SafeHandle file, nuint request, GuestRequest* argument);

    [StructLayout(LayoutKind.Sequential)]
    private struct GuestRequest
    {
        internal byte Version;
        internal ulong Request, Response, ExitInfo;
    }
}
