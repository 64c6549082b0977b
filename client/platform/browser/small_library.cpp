// What ImGui and the JSON reader would pull out of the C library though the client uses next to
// none of it: printf, scanf and strtod with their long doubles, and the sines of huge angles, some
// 19 KB of code. The browser gets these few lines in their place.

#include <emscripten/console.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <cstring>

namespace {

class Writer {
public:
    Writer(char* buffer, std::size_t size) : buffer_(buffer), size_(size) {}

    void put(char letter) {
        if (buffer_ != nullptr && length_ + 1 < size_) buffer_[length_] = letter;
        ++length_;
    }
    void put(const char* text) {
        for (const char* at = text != nullptr ? text : "(null)"; *at != 0; ++at)
            put(*at);
    }
    void put_number(unsigned int number, unsigned int base, int width, char fill) {
        char digits[32];
        int count = 0;
        do {
            digits[count++] = "0123456789ABCDEF"[number % base];
            number /= base;
        } while (number != 0);
        for (int at = count; at < width; ++at)
            put(fill);
        while (count > 0)
            put(digits[--count]);
    }
    int finish() {
        if (buffer_ != nullptr && size_ > 0) buffer_[length_ < size_ ? length_ : size_ - 1] = 0;
        return static_cast<int>(length_);
    }

private:
    char* buffer_;
    std::size_t size_;
    std::size_t length_ = 0;
};

}  // namespace

// %s %c %d %u %x %X with a width; names of windows and ids need no more. Numbers with a fraction
// come without it.
int ImFormatStringV(char* buffer, size_t size, const char* format, va_list values) {
    Writer writer(buffer, size);
    for (const char* at = format; *at != 0; ++at) {
        if (*at != '%') {
            writer.put(*at);
            continue;
        }
        ++at;
        const char fill = *at == '0' ? '0' : ' ';
        int width = 0;
        for (; (*at >= '0' && *at <= '9') || *at == '.' || *at == 'l' || *at == 'z'; ++at) {
            if (*at >= '0' && *at <= '9') width = width * 10 + (*at - '0');
        }
        switch (*at) {
            case 's': writer.put(va_arg(values, const char*)); break;
            case 'c': writer.put(static_cast<char>(va_arg(values, int))); break;
            case 'd':
            case 'i': {
                const int number = va_arg(values, int);
                if (number < 0) writer.put('-');
                const auto size_of_it = static_cast<unsigned int>(number);
                writer.put_number(number < 0 ? 0U - size_of_it : size_of_it, 10, width, fill);
                break;
            }
            case 'u': writer.put_number(va_arg(values, unsigned int), 10, width, fill); break;
            case 'x':
            case 'X':
            case 'p': writer.put_number(va_arg(values, unsigned int), 16, width, fill); break;
            case 'f':
                writer.put_number(static_cast<unsigned int>(va_arg(values, double)), 10, 0, ' ');
                break;
            case 0: return writer.finish();
            default: writer.put(*at); break;
        }
    }
    return writer.finish();
}

int ImFormatString(char* buffer, size_t size, const char* format, ...) {
    va_list values;
    va_start(values, format);
    const int length = ImFormatStringV(buffer, size, format, values);
    va_end(values);
    return length;
}

namespace {

// Last words before the end, such as those of a broken invariant.
int tell_console(const char* format, va_list values) {
    char words[256];
    const int length = ImFormatStringV(words, sizeof words, format, values);
    emscripten_console_error(words);
    return length;
}

// Sine of `angle` + `quarters` quarter turns, by Taylor's series within an eighth of a turn: exact
// to 1e-9, which is far below a pixel. Angles are a few turns at most.
double wave(double angle, int quarters) {
    constexpr double quarter = 1.5707963267948966;
    const double turns = angle / quarter;
    const int nearest = static_cast<int>(turns < 0 ? turns - 0.5 : turns + 0.5);
    const double x = angle - nearest * quarter;
    const int at = (nearest + quarters) & 3;
    double term = (at & 1) != 0 ? 1 : x;
    double sum = 0;
    for (int power = (at & 1) != 0 ? 1 : 2; power < 14; power += 2) {
        sum += term;
        term *= -x * x / (power * (power + 1));
    }
    return (at & 2) != 0 ? -sum : sum;
}

}  // namespace

// Each of printf's family that is asked for, and its twin without fractions, which the compiler
// puts in its place.
extern "C" {

double sin(double angle) {
    return wave(angle, 0);
}
double cos(double angle) {
    return wave(angle, 1);
}
float sinf(float angle) {
    return static_cast<float>(wave(static_cast<double>(angle), 0));
}
float cosf(float angle) {
    return static_cast<float>(wave(static_cast<double>(angle), 1));
}
int vsnprintf(char* buffer, size_t size, const char* format, va_list values) {
    return ImFormatStringV(buffer, size, format, values);
}
int snprintf(char* buffer, size_t size, const char* format, ...) {
    va_list values;
    va_start(values, format);
    const int length = ImFormatStringV(buffer, size, format, values);
    va_end(values);
    return length;
}
int fprintf(FILE* /*file*/, const char* format, ...) {
    va_list values;
    va_start(values, format);
    const int length = tell_console(format, values);
    va_end(values);
    return length;
}
int fiprintf(FILE* /*file*/, const char* format, ...) {
    va_list values;
    va_start(values, format);
    const int length = tell_console(format, values);
    va_end(values);
    return length;
}

// Only ImGui's settings files and number fields read with it, and there are none: nothing matches.
int sscanf(const char*, const char*, ...) {
    return 0;
}

// The JSON reader keeps a number with a fraction as a kind of value, never as one: what comes
// here has none. Whatever was written is taken whole.
double strtod(const char* text, char** end) {
    if (end != nullptr) *end = const_cast<char*>(text) + std::strlen(text);
    return 0;
}
float strtof(const char* text, char** end) {
    return static_cast<float>(strtod(text, end));
}
long double strtold(const char* text, char** end) {
    return strtod(text, end);
}

}  // extern "C"
