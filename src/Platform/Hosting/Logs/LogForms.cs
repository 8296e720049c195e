// The two forms of a record (fact sheet fog §10.4).
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MobileCoin.Hosting;

/// <summary>Writes records as lines of text and of JSON.</summary>
internal static class LogForms
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line, and one more, indented, for each line of an exception. Control characters cannot make further lines.</summary>
    internal static string Text(LogRecord record, IReadOnlyList<KeyValuePair<string, string>> context)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{record.Time:yyyy-MM-dd HH:mm:ss.ffffff} UTC {record.LevelText} ");
        AppendClean(text, record.Message);
        Add("mc.module", record.Module);
        Add("mc.src", record.Source);
        foreach ((string key, string value) in context) Add(key, value);
        text.Append('\n');
        foreach (string line in (record.Failure ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append("    ");
            AppendClean(text, line.TrimEnd('\r'));
            text.Append('\n');
        }
        return text.ToString();

        void Add(string key, string value)
        {
            text.Append(", ").Append(key).Append(": ");
            AppendClean(text, value);
        }
    }

    /// <summary>One object on one line.</summary>
    /// <param name="record">The record.</param>
    /// <param name="context">What every record carries.</param>
    /// <param name="zone">The zone that ts is in.</param>
    /// <param name="mostMessageBytes">Longer messages are trimmed and say so. Null: none are.</param>
    internal static byte[] Json(LogRecord record, IReadOnlyList<KeyValuePair<string, string>> context, TimeZoneInfo zone, int? mostMessageBytes = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("message", Trim(record.Failure is null ? record.Message : $"{record.Message}\n{record.Failure}", mostMessageBytes));
            json.WriteString("ts", TimeZoneInfo.ConvertTime(record.Time, zone).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
            json.WriteNumber("level", record.LevelNumber);
            json.WriteString("level_str", record.LevelText);
            json.WriteString("mc.module", record.Module);
            json.WriteString("mc.src", record.Source);
            foreach ((string key, string value) in context) json.WriteString(key, value);
            json.WriteEndObject();
        }
        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private static string Trim(string message, int? most)
    {
        if (most is not { } limit || Encoding.UTF8.GetByteCount(message) <= limit) return message;
        Encoding.UTF8.GetEncoder().Convert(message, new byte[limit], flush: false, out int used, out _, out _);
        return message[..used] + "... <trimmed>";
    }

    private static void AppendClean(StringBuilder text, string value)
    {
        foreach (char c in value)
        {
            if (c == '\n') text.Append("\\n");
            else if (char.IsControl(c) && c != '\t') text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else text.Append(c);
        }
    }
}
